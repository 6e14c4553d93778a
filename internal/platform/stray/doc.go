// Package stray finds uploaded files that no row of the database names, and
// removes them: a crash between the storing of a file and the commit of its row
// leaves one, and it may hold personal data (个人信息保护法 第四十七条: what is
// no longer needed is deleted).
package stray
