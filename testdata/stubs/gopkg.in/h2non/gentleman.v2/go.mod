module gopkg.in/h2non/gentleman.v2

go 1.22
