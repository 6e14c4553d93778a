package seal

import "strings"

// Phone masks a phone number: 138****1234. Numbers of fewer than eight digits
// are masked whole.
func Phone(s string) string { return middle(s, 3, 4, 8) }

// IdentityNumber masks a resident identity number: 370***********1234, which
// keeps three digits of the place and the last four.
func IdentityNumber(s string) string { return middle(s, 3, 4, 12) }

// BankAccount masks a bank account down to its last four digits.
func BankAccount(s string) string { return middle(s, 0, 4, 8) }

// Name masks a person's name down to the family name: 张**. A compound family
// name shows its first character only.
func Name(s string) string { return middle(s, 1, 0, 2) }

// middle keeps the first and the last characters of a text that has at least so
// many, and hides all of a shorter one.
func middle(s string, first, last, least int) string {
	runes := []rune(s)
	if len(runes) < least {
		return strings.Repeat("*", len(runes))
	}
	return string(runes[:first]) + strings.Repeat("*", len(runes)-first-last) + string(runes[len(runes)-last:])
}

// Kept returns the value to store when a form comes back: the stored one if the
// field still holds its mask, else what was submitted. Saving a masked form thus
// never destroys a value.
func Kept(stored, submitted string, mask func(string) string) string {
	if submitted == mask(stored) {
		return stored
	}
	return submitted
}
