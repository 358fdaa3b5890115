module github.com/carlmjohnson/requests

go 1.26.0
