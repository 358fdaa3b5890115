module example.com/loopsdk

go 1.26
