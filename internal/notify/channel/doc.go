// Package channel holds the ways by which a message reaches a person, each
// behind the port Channel: texts to a phone through any HTTP gateway, mail, the
// template message of a WeChat official account, the application message of
// WeCom (企业微信), and a console for demonstrations.
//
// A channel makes one try and says how it went. It keeps no queue: trying again,
// pausing and proof of delivery belong to the notify module.
package channel
