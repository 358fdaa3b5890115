module example.com/loopkit

go 1.26.0
