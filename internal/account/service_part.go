package account

import (
	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
)

// Devices returns the keeper of sessions.
func (s *Service) Devices() *device.Service { return s.devices }

// Factors returns the keeper of second factors, such as for a reset that others
// have decided.
func (s *Service) Factors() *factor.Service { return s.factors }
