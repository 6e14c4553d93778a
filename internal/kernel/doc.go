// Package kernel holds the words every other package shares: identifiers, the
// principal that acts, the scope of what it may reach, money, and pages of a
// list. Its types carry no logic beyond themselves.
package kernel
