package decide

// Decide returns the verdict of the first rule that speaks.
func Decide(in Input) Verdict { return Verdict{} }

// Owner returns the name of the analyzer that reports a rule.
func Owner(r Rule) string { return "" }

// Message returns the text of a diagnostic.
func (f Finding) Message() string { return "" }
