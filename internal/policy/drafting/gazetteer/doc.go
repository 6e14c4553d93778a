// Package gazetteer finds the divisions that a text names: by their full names, by
// a short name before 注册 and the like, and by words such as 本市 that speak of where
// the instance is at home.
package gazetteer
