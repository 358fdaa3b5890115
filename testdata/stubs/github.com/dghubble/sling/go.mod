module github.com/dghubble/sling

go 1.26.0
