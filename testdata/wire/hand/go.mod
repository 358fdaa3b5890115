module example.com/hand

go 1.26.0
