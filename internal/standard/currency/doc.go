// Package currency reads amounts of money as registers write them, above all the
// registered capital (注册资本): 70000万人民币, 50(万元人民币), 12(万美元),
// 1,234.5000(万), 26万元, 伍拾万元整.
//
// A currency is its code of ISO 4217; those that the euro has replaced are read
// too, for old entries state them. Nothing is converted.
package currency
