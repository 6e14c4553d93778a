package contact

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
)

const table = "enterprise_contact"

// most is how many contacts an enterprise may have. A guess, far above need.
const most = 500

// Service is the use cases of contacts.
type Service struct {
	DB     *db.DB
	Clock  clock.Clock
	Audit  *audit.Log
	Sealer *seal.Sealer
	Find   Finder
	Ledger Ledger
	Store  store.Store
}

// Save adds a contact, or with an id changes one that the caller saw as version.
// A name or number handed back masked keeps what is stored; a new number is not
// verified any more. Perm is PermEdit or PermOwn.
func (s *Service) Save(ctx context.Context, perm authz.Permission, uscc, id string, version int64, form record.ContactForm) (record.Contact, error) {
	form.Role, form.Name, form.Phone = record.Clean(form.Role), record.Clean(form.Name), record.Clean(form.Phone)
	if field, reason := form.Check(); reason != "" {
		return record.Contact{}, ErrForm.With(errs.Field{Path: "body." + field, Msg: reason})
	}
	return s.change(ctx, perm, uscc, id, version, "enterprise.contact_saved", func(c *store.SealedContact) error {
		return s.sealInto(c, form)
	})
}

// Verify keeps that somebody of the staff found a contact to be right.
func (s *Service) Verify(ctx context.Context, uscc, id string, version int64) (record.Contact, error) {
	return s.change(ctx, PermEdit, uscc, id, version, "enterprise.contact_verified", func(c *store.SealedContact) error {
		c.VerifiedAt, c.VerifiedBy = s.Clock.Now(), authz.From(ctx).ID
		return nil
	})
}

// change loads a contact in scope, or makes one where id is empty, and saves it
// as apply leaves it.
func (s *Service) change(ctx context.Context, perm authz.Permission, uscc, id string, version int64, action string, apply func(*store.SealedContact) error) (record.Contact, error) {
	scope, err := authz.Require(ctx, perm)
	if err != nil {
		return record.Contact{}, err
	}
	var c store.SealedContact
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		e, err := s.find(ctx, uscc, id, scope)
		if err != nil {
			return err
		}
		if c, err = s.load(ctx, e, id, version); err != nil {
			return err
		}
		if err := apply(&c); err != nil {
			return err
		}
		c.Version++
		by := store.NewStamp(s.Clock.Now())
		c.UpdatedAt = by.At
		if err := s.Store.SaveContact(ctx, c, by); err != nil {
			return fmt.Errorf("save contact: %w", err)
		}
		return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "enterprise", Object: uscc, Detail: map[string]any{"contact": c.ID}})
	})
	return c.Contact, err
}

// find returns an enterprise in scope. A contact of one outside it is missed in
// the same words as one that is not there.
func (s *Service) find(ctx context.Context, uscc, id string, scope kernel.Scope) (*record.Entity, error) {
	e, err := s.Find.Within(ctx, uscc, scope)
	if id != "" && errs.KindOf(err) == errs.NotFound {
		return nil, ErrNotFound
	}
	return e, err
}

func (s *Service) load(ctx context.Context, e *record.Entity, id string, version int64) (store.SealedContact, error) {
	if id == "" {
		list, err := s.Store.Contacts(ctx, e.Ordinal)
		if err == nil && len(list) >= most {
			err = ErrFull
		}
		return store.SealedContact{Contact: record.Contact{ID: kernel.NewID()}, Enterprise: e.Ordinal}, err
	}
	c, found, err := s.Store.Contact(ctx, e.Ordinal, id)
	switch {
	case err != nil:
		return c, err
	case !found:
		return c, ErrNotFound
	case c.Version != version:
		return c, ErrStale
	}
	return c, nil
}

// Remove deletes a contact for good: what is no longer needed is erased
// (个人信息保护法 art. 47).
func (s *Service) Remove(ctx context.Context, perm authz.Permission, uscc, id string, version int64) error {
	scope, err := authz.Require(ctx, perm)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		e, err := s.find(ctx, uscc, id, scope)
		if err != nil {
			return err
		}
		c, err := s.load(ctx, e, id, version)
		if err != nil {
			return err
		}
		if err := s.Store.DeleteContact(ctx, c.ID); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.contact_removed", ObjectKind: "enterprise", Object: uscc, Detail: map[string]any{"contact": c.ID}})
	})
}

// sealInto takes over what a form says anew.
func (s *Service) sealInto(c *store.SealedContact, form record.ContactForm) (err error) {
	c.Role = form.Role
	fresh := c.Version == 0
	switch {
	case !fresh && (form.Name == "" || seal.MaskedUnchanged(c.Name, form.Name)):
	case form.Name == "" || seal.LooksMasked(form.Name):
		return ErrForm.With(errs.Field{Path: "body.name", Msg: "请填写完整姓名"})
	default:
		c.Name = seal.MaskName(form.Name)
		if c.SealedName, err = s.Sealer.Seal(seal.Place{Table: table, Column: "name", Row: c.ID}, form.Name); err != nil {
			return fmt.Errorf("seal name: %w", err)
		}
		c.VerifiedAt, c.VerifiedBy = time.Time{}, ""
	}
	switch number := seal.NormalPhone(form.Phone); {
	case !fresh && (form.Phone == "" || seal.MaskedUnchanged(c.Phone, form.Phone)):
	case seal.LooksMasked(form.Phone) || !phone(number):
		return ErrForm.With(errs.Field{Path: "body.phone", Msg: "请填写完整的电话号码"})
	default:
		c.Phone = seal.MaskPhone(number)
		if c.SealedPhone, err = s.Sealer.Seal(seal.Place{Table: table, Column: "phone", Row: c.ID}, number); err != nil {
			return fmt.Errorf("seal phone: %w", err)
		}
		if c.PhoneIndex, err = s.Sealer.Index(table, "phone", number); err != nil {
			return fmt.Errorf("index phone: %w", err)
		}
		c.VerifiedAt, c.VerifiedBy = time.Time{}, ""
	}
	return nil
}

// phone reports whether a normal number can be one of a telephone.
func phone(number string) bool {
	return len(number) >= 7 && len(number) <= 15 && strings.Trim(number, "0123456789") == ""
}

// Revealed is what was shown.
type Revealed struct {
	// Name and Phone are in full, empty where not asked for.
	Name, Phone string
	// Left is how often the caller may do so again today.
	Left int64
}

// Reveal shows name or phone or both of one contact in full, once.
func (s *Service) Reveal(ctx context.Context, uscc, id string, fields []string, r Reason) (out Revealed, err error) {
	scope, err := authz.Require(ctx, PermReveal)
	if err != nil {
		return out, err
	}
	left, err := s.Ledger.Reveal(ctx, r, func(ctx context.Context) (Shown, error) {
		out = Revealed{}
		e, err := s.find(ctx, uscc, id, scope)
		if err != nil {
			return Shown{}, err
		}
		c, found, err := s.Store.Contact(ctx, e.Ordinal, id)
		if err != nil || !found {
			return Shown{}, firstOf(err, ErrNotFound)
		}
		if slices.Contains(fields, "name") {
			if out.Name, err = s.Sealer.Open(seal.Place{Table: table, Column: "name", Row: c.ID}, c.SealedName); err != nil {
				return Shown{}, err
			}
		}
		if slices.Contains(fields, "phone") {
			if out.Phone, err = s.Sealer.Open(seal.Place{Table: table, Column: "phone", Row: c.ID}, c.SealedPhone); err != nil {
				return Shown{}, err
			}
		}
		return Shown{USCC: e.USCC, Contact: c.ID, Role: c.Role, Fields: fields}, nil
	})
	if err != nil {
		return Revealed{}, err
	}
	out.Left = left
	return out, nil
}

func firstOf(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// ByPhone returns the enterprises in the caller's reach that have a contact with
// that number. It opens no seal, and leaves an audit entry: who asks learns whose
// number it is.
func (s *Service) ByPhone(ctx context.Context, number string) ([]store.PhoneMatch, error) {
	scope, err := authz.Require(ctx, PermReveal)
	if err != nil {
		return nil, err
	}
	if number = seal.NormalPhone(number); !phone(number) {
		return nil, ErrPhone
	}
	index, err := s.Sealer.Index(table, "phone", number)
	if err != nil {
		return nil, err
	}
	list := []store.PhoneMatch{}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		found, err := s.Store.EnterprisesByPhone(ctx, index)
		if err != nil {
			return err
		}
		list = list[:0]
		for _, m := range found {
			if _, err := s.Find.Within(ctx, m.USCC, scope); err == nil {
				list = append(list, m)
			} else if errs.KindOf(err) != errs.NotFound {
				return err
			}
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.phone_searched", ObjectKind: "enterprise", Detail: map[string]any{"found": len(list)}})
	})
	return list, err
}

// Own lists the contacts of an enterprise that the caller acts for.
func (s *Service) Own(ctx context.Context, uscc string) ([]record.Contact, error) {
	scope, err := authz.Require(ctx, PermOwn)
	if err != nil {
		return nil, err
	}
	e, err := s.Find.Within(ctx, uscc, scope)
	if err != nil {
		return nil, err
	}
	return s.Store.Contacts(ctx, e.Ordinal)
}
