// Package web serves the API and the screens. Every operation is registered
// through Register, which asks for its permission before the handler runs,
// maps errors to RFC 9457 problems in one table, and never shows a cause.
//
// Registering with Huma directly would echo bare handler errors to the client;
// the linter forbids it outside this package.
package web
