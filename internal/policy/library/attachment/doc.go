// Package attachment tells which files may be kept with a policy, of what kind
// they are and under which names they are handed out. It is pure.
package attachment
