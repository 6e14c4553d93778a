package signal

import "context"

// LookOvertaken looks for signals, but keeps what it found only after something
// else was done.
func (s *Service) LookOvertaken(ctx context.Context, meanwhile func()) error {
	found, run, err := s.find(ctx)
	if err != nil {
		return err
	}
	meanwhile()
	return s.replace(ctx, found, run)
}
