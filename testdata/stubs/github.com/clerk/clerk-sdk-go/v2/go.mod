module github.com/clerk/clerk-sdk-go/v2

go 1.22
