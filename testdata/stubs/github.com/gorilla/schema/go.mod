module github.com/gorilla/schema

go 1.26.0
