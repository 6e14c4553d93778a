// Package role knows what the holders of a role may do. A role is a named set of
// permissions, each with a reach; people hold roles. Every version a role ever
// had is kept with who proposed it, who confirmed it and why.
//
// # Separation of powers
//
// The permissions of the system, security and audit administrator are three
// closed groups. No role mixes two of them or one of them with business, and
// nobody holds roles that together would (GB/T 22239-2019, 8.1.4.2 d and 8.1.5).
// Whoever changes roles or who holds them goes through this package, which asks
// under one lock: commands, imports, confirmed proposals, a new release.
//
// # Tables
//
// account_role, account_role_grant, account_role_version,
// account_role_version_grant, account_role_lock, account_staff_role.
//
// # Events
//
// Emits account.roles_seeded, account.role_changed. Hears none.
package role
