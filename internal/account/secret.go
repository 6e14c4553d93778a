package account

import "crypto/subtle"

// The purposes of keys. They are part of every sealed value and every keyed
// hash: changing one makes what is stored unreadable.
const (
	purposePhone   = "account_person.phone"
	purposeName    = "account_person.name"
	purposeCode    = "account_code.hash"
	purposeAttempt = "account_attempt.subject"
	purposeMessage = "account.message"
)

// phoneIndex returns the blind index of a phone number, which finds exactly it.
func (s *Service) phoneIndex(phone string) string { return s.Seal.Index(purposePhone, phone) }

// codeHash returns the keyed hash of a code for one phone. A million codes are
// soon tried, so the key is what protects them.
func (s *Service) codeHash(index, code string) string {
	return s.Seal.Index(purposeCode, index+":"+code)
}

func (s *Service) attemptKey(subject string) string { return s.Seal.Index(purposeAttempt, subject) }

// sameHash compares in constant time; "" equals nothing.
func sameHash(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

func (s *Service) sealPerson(p Person) (phone, name []byte, err error) {
	if phone, err = s.Seal.Seal(purposePhone, []byte(p.Phone)); err != nil {
		return nil, nil, wrap(err, "seal phone")
	}
	name, err = s.Seal.Seal(purposeName, []byte(p.Name))
	return phone, name, wrap(err, "seal name")
}

func (s *Service) openPerson(id string, phone, name []byte) (Person, error) {
	plainPhone, err := s.Seal.Open(purposePhone, phone)
	if err != nil {
		return Person{}, wrap(err, "open phone of person "+id)
	}
	plainName, err := s.Seal.Open(purposeName, name)
	return Person{ID: id, Phone: string(plainPhone), Name: string(plainName)}, wrap(err, "open name of person "+id)
}
