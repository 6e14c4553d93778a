// Package seal keeps single fields of personal data unreadable at rest and masks
// them on screens.
//
// A field is encrypted with AES-256-GCM (GB/T 39786 asks for confidentiality and
// integrity of such data). The place it belongs to, such as
// "account_person.phone:ID", is authenticated with it: a value moved to another
// row or column does not open. The sealed form names its key, so keys can be
// added and old values resealed while the program runs. A blind index, HMAC
// under a key of its own, finds a value by equality without opening any.
package seal
