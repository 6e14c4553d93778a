// Package auditname names in Chinese what stands in the audit log: the actions of
// all modules and the kinds of things that they are done to.
package auditname
