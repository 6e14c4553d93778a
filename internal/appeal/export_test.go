package appeal

import "context"

// Insert keeps a case as it is, whatever the rules say.
func (s *Service) Insert(ctx context.Context, c *Case) error { return s.insertCase(ctx, c) }

// Update writes a case as it is, whatever the rules say.
func (s *Service) Update(ctx context.Context, c *Case) error { return s.updateCase(ctx, c) }
