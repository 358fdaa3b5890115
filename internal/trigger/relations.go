package trigger

// Relations are words in the names of fields that hold the id of somebody else
// than the user whose record it is.
var Relations = []string{"doctor", "physician", "clinician", "coach", "therapist", "nurse", "spouse", "partner", "parent",
	"child", "kid", "mother", "father", "sibling", "dependent", "dependant", "guardian", "caregiver", "carer", "ward",
	"delegate", "proxy", "manager", "sponsor", "referrer", "inviter", "invitee", "recipient", "sender", "target", "friend",
	"follower", "assignee", "approver", "reviewer", "creator", "author", "impersonated", "impersonate", "selected", "viewed"}

// Cared are words in the names of fields that hold the id of whom the data is
// about. In a record that also names the one who acts ([Acting]), they are two
// people.
var Cared = []string{"patient", "member", "customer", "person", "client"}

// Treated are words in the names of functions that look up whom somebody treats.
var Treated = []string{"patient", "resident", "beneficiary"}

// Acting are first words of the names of fields that hold the id of the one who
// acts.
var Acting = []string{"user", "uid", "subject", "sub", "login", "account", "staff", "operator"}
