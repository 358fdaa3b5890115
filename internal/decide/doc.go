// Package decide says what should happen to a call. It looks at values only: the
// call as it was read, on whose behalf it runs, and what the table knows.
//
// The rules, in this order; the first that speaks wins. One call gets one
// verdict, one verdict has one rule, one rule belongs to one analyzer. A false
// migrate is the worst error this program can make, so every rule that can stop
// a migration stands before the one that orders it.
//
//  1. A call that goes to no platform of the table is nobody's business: ignore.
//  2. A call without a credential is on a trusted network: ignore.
//  3. A user's token where no user is present, on a schedule, in a consumer or
//     in a loop over users: ask (batchconnect).
//  4. A user's token with the id of a user in a form that is made for machines:
//     ask (mixedtoken).
//  5. Any other call with a user's token is healthy: ignore. It carries one if
//     its grant says so, or if its client honours the user that the context names.
//  6. //m2me:keep on a call that rule 3, 4 or one below would speak about: keep
//     (keep-directive).
//  7. A write that the service makes with its own authority, so that a user
//     cannot grant it to himself: keep (own-authority).
//  8. An admin path, provisioning, erasure, and whatever else the table keeps:
//     keep (admin-route).
//  9. A machine's token at a user form (/me): ask (mixedtoken).
//  10. Work that a user's handler hands to a worker: ask (deferred). The worker has
//     no token of the user.
//  11. Code that runs on a schedule, on an event, as a command or for staff: keep
//     (context).
//  12. An id out of a loop over users or out of a job's payload, and a call that
//     leaves an optional user out: keep (subject).
//  13. A credential that is not known to be a machine's, with a user id: ask
//     (unknown-credential); without one: ignore, unless it may be a machine's and
//     the path, which could hold an id, was not read. A machine's is known by its
//     grant, never by an admin scope alone: staff carry those on user tokens.
//  14. Code that runs for a user and for something else: ask (both).
//  15. Code of which no caller is seen: ask (unknown-caller).
//
// What is left runs for a user, with a machine's token:
//
//  16. A path that could not be read: ask (unread).
//  17. A call that the table cannot tell from another: ask (ambiguous-row).
//  18. No user id, and the platform takes the user from the token: migrate
//     (admintoken) if exactly one session id is in scope, else ask (admintoken).
//  19. No user id otherwise: ask (no-user).
//  20. No row and no convention, or a row without a user form: ask (no-row).
//  21. Several ids in one call: ask (batch-ids). There is no form for that.
//  22. An id that is sent under a condition: ask (conditional).
//  23. An id out of the request, which may be anybody's: ask (request-id).
//  24. An id that stays in the call and is not known to be the acting user's: ask
//     (must-be-self).
//  25. An id of unknown origin: ask (unknown-subject).
//  26. The acting user's own id: migrate (useridquery).
package decide
