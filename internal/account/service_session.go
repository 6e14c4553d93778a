package account

import (
	"context"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// open opens a session for the owner in one transaction with everything that
// goes with it: the session before is closed, the counted guess taken back.
func (s *Service) open(ctx context.Context, kind kernel.PrincipalKind, method device.Method, owner string, subjects []subject, also func(context.Context) error) (Opened, error) {
	token, hash, err := secret.NewToken(s.Random)
	if err != nil {
		return Opened{}, err
	}
	var opened Opened
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if also != nil {
			if err := also(ctx); err != nil {
				return err
			}
		}
		if err := s.succeedAll(ctx, subjects); err != nil {
			return err
		}
		if before := authz.From(ctx).Session; before != "" {
			if err := s.devices.Close(ctx, before); err != nil {
				return err
			}
		}
		now := s.Clock.Now()
		request := kernel.RequestOf(ctx)
		one := device.Session{
			ID: kernel.NewID(), Kind: kind, Owner: owner, Method: method, Device: device.Words(request.Agent), Address: request.Address,
			CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(s.Config.Sessions.Of(kind).Absolute),
		}
		if err := s.devices.Open(ctx, one, hash); err != nil {
			return err
		}
		if err := s.noteLogin(ctx, owner, now); err != nil { // no row of a person has the ID
			return err
		}
		known, err := s.devices.Remember(ctx, request.Device, owner)
		if err != nil {
			return err
		}
		principal, err := s.principal(ctx, one)
		if err != nil {
			return err
		}
		if principal.Kind == "" {
			return ErrWrongPassword // suspended since the guess was looked at
		}
		opened = Opened{Token: token, Device: known, Principal: principal}
		event := LoggedIn{Kind: kind, Account: owner, Session: one.ID, Address: request.Address}
		return s.happened(authz.With(ctx, principal), event, "account_"+string(kind), owner)
	})
	if err != nil {
		return Opened{}, err
	}
	if opened.View, err = s.Session(authz.With(ctx, opened.Principal)); err != nil {
		return Opened{}, err
	}
	return opened, nil
}

// Logout closes the session that ctx came with, on every node at once. Without
// one it does nothing.
func (s *Service) Logout(ctx context.Context) error {
	p := authz.From(ctx)
	if p.Session == "" {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.devices.Close(ctx, p.Session); err != nil {
			return err
		}
		return s.happened(ctx, LoggedOut{Kind: p.Kind, Account: p.ID, Session: p.Session}, "account_"+string(p.Kind), p.ID)
	})
}
