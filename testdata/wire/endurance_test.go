package wire_test

const childEnv = "WIRE_CHILD"

func enduranceChild(string) int { return 0 }
