package account

import (
	"crypto/subtle"

	"github.com/yikou/yikou/internal/platform/seal"
)

// messagePlace is where the text on its way to a phone is sealed for.
var messagePlace = seal.Place{Table: "account", Column: "message"}

func phonePlace(person string) seal.Place {
	return seal.Place{Table: "account_person", Column: "phone", Row: person}
}

func namePlace(person string) seal.Place {
	return seal.Place{Table: "account_person", Column: "name", Row: person}
}

// phoneIndex returns the blind index of a phone number, which finds exactly it.
func (s *Service) phoneIndex(phone string) (string, error) {
	return s.Seal.Index("account_person", "phone", phone)
}

// codeHash returns the keyed hash of a code for one phone. A million codes are
// soon tried, so the key is what protects them.
func (s *Service) codeHash(index, code string) (string, error) {
	return s.Seal.Index("account_code", "hash", index+":"+code)
}

// sameHash compares in constant time; "" equals nothing.
func sameHash(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

func (s *Service) sealPerson(p Person) (phone, name string, err error) {
	if phone, err = s.Seal.Seal(phonePlace(p.ID), p.Phone); err != nil {
		return "", "", err
	}
	name, err = s.Seal.Seal(namePlace(p.ID), p.Name)
	return phone, name, err
}

func (s *Service) openPerson(id, phone, name string) (Person, error) {
	p := Person{ID: id}
	var err error
	if p.Phone, err = s.Seal.Open(phonePlace(id), phone); err != nil {
		return Person{}, wrap(err, "person "+id)
	}
	p.Name, err = s.Seal.Open(namePlace(id), name)
	return p, wrap(err, "person "+id)
}
