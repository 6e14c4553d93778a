// Package store writes and loads what the registry holds, in one SQL text for
// both engines. Its methods join the transaction of their context, decide
// nothing and ask for no permission.
package store
