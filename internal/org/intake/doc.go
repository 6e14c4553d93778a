// Package intake reads the tables of departments, posts and people that offices
// send, by the headers of their columns, and writes the templates for them. What
// a row means is for others to say.
package intake
