// Package statute reads the text of a policy, a law or a regulation into its
// parts (编, 章, 节, 条, 款, 项, 目) with the words by which each is cited and an
// anchor that stays the same as long as its place in the text does
// (立法法 第六十五条 on the parts of laws). Documents without articles are read by
// their headings 一、（一）1. . It is pure.
//
// # What counts as what
//
// A line begins an article when its number is set off from its text or follows
// the number before, so that a sentence like 第十五条规定的期限… inside an article
// stays a paragraph. Every paragraph of an article is a 款; （一） begins a 项 of
// the 款 before it, 1. a 目 of that 项. An article with a single 款 is cited
// without it: 第十八条第三项.
package statute
