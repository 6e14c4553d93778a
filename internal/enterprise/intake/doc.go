// Package intake reads the rows of files into the model of the registry and
// applies them: columns under any of their names, cells as registers write them,
// a problem with its row and reason where something cannot be read. Reading runs
// on every core; rows are applied in the order of the file, inside the caller's
// transaction.
package intake
