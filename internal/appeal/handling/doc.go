// Package handling is what staff do with appeals: the centre accepts, classifies,
// dispatches and merges; departments take, answer, return and reply; a second
// person reads each reply; callers call back; leaders grant time, suspend and
// supervise.
//
// The rules are methods of appeal.Case; here they meet clocks, parts and
// permissions. Every act is one appeal.Service.Change.
//
// # Tables
//
// appeal_joint_answer: with which case a case was answered that had gone into it.
package handling
