package account

// UnusableHash returns a password hash that no password opens. Whoever is given
// it cannot come in until a password is set for them, and a guess at their login
// takes as long as at any other.
func (s *Service) UnusableHash() string { return s.nobody }
