package account

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
)

// subject is something that guesses are counted at.
type subject struct {
	// key is a keyed hash: what people type into a login field is sometimes
	// their password.
	key   string
	limit secret.Limit
	// shared says that many people stand behind it.
	shared bool
}

// guesses returns what a guess at name counts against: the name and the address
// it comes from.
func (s *Service) guesses(ctx context.Context, what, name string) ([]subject, error) {
	key, err := s.Seal.Index("account_attempt", "name", what+":"+name)
	if err != nil {
		return nil, err
	}
	address, err := s.addressSubject(ctx, "guess", s.Config.Limits.Address)
	if err != nil {
		return nil, err
	}
	return []subject{{key: key, limit: s.Config.Limits.Account}, address}, nil
}

// addressSubject returns the address of the request as something that is
// counted. Of IPv6 the first 64 bits count: the rest is the caller's to choose.
func (s *Service) addressSubject(ctx context.Context, what string, limit secret.Limit) (subject, error) {
	address := kernel.RequestOf(ctx).Address
	if ip, err := netip.ParseAddr(address); err == nil && ip.Unmap().Is6() {
		if network, err := ip.Prefix(64); err == nil {
			address = network.String()
		}
	}
	key, err := s.Seal.Index("account_attempt", "address", what+":"+address)
	return subject{key: key, limit: limit, shared: true}, err
}

// admitFrom is admit for a name whose owner, "" when nobody has it, may have come
// in with this browser before: then the guess counts against that browser alone,
// or strangers who guess would lock the owner out.
func (s *Service) admitFrom(ctx context.Context, what, name, owner string) ([]subject, error) {
	known, err := s.devices.Known(ctx, kernel.RequestOf(ctx).Device, owner)
	if err != nil || known == "" {
		if err != nil {
			return nil, err
		}
		return s.admit(ctx, what, name)
	}
	key, err := s.Seal.Index("account_attempt", "device", what+":"+known+":"+owner)
	if err != nil {
		return nil, err
	}
	subjects := []subject{{key: key, limit: s.Config.Limits.Account}}
	return subjects, s.DB.InTx(ctx, func(ctx context.Context) error { return s.tryAll(ctx, subjects) })
}

// admit counts a guess in a transaction of its own, so that every node sees it
// before it is looked at, and returns what it was counted at. It fails with a
// TooMany.
func (s *Service) admit(ctx context.Context, what, name string) ([]subject, error) {
	subjects, err := s.guesses(ctx, what, name)
	if err != nil {
		return nil, err
	}
	return subjects, s.DB.InTx(ctx, func(ctx context.Context) error { return s.tryAll(ctx, subjects) })
}

// tryAll counts a try at every subject, or at none when one of them must wait.
func (s *Service) tryAll(ctx context.Context, subjects []subject) error {
	now := s.Clock.Now()
	var longest time.Duration
	for _, one := range inOrder(subjects) {
		known, err := s.lockAttempts(ctx, one.key)
		if err != nil {
			return err
		}
		counted, wait := one.limit.Try(known, now)
		longest = max(longest, wait)
		if wait > 0 {
			continue
		}
		if err := s.saveAttempts(ctx, one.key, counted); err != nil {
			return err
		}
	}
	if longest > 0 { // undoes what was counted at the others
		return secret.TooMany("account.too_many_tries", "尝试的次数太多，暂停受理", longest)
	}
	return nil
}

// succeedAll takes the counted try back from every subject.
func (s *Service) succeedAll(ctx context.Context, subjects []subject) error {
	now := s.Clock.Now()
	for _, one := range inOrder(subjects) {
		known, err := s.lockAttempts(ctx, one.key)
		if err != nil {
			return err
		}
		if err := s.saveAttempts(ctx, one.key, one.limit.Succeed(known, one.shared, now)); err != nil {
			return err
		}
	}
	return nil
}

// inOrder sorts subjects so that two transactions lock them in one order.
func inOrder(subjects []subject) []subject {
	return slices.SortedFunc(slices.Values(subjects), func(a, b subject) int { return strings.Compare(a.key, b.key) })
}
