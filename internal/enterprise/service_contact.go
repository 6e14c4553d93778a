package enterprise

import (
	"context"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
)

const contactTable = "enterprise_contact"

// ErrContactNotFound is returned for a contact that the enterprise has not.
var ErrContactNotFound = errs.New(errs.NotFound, "enterprise.contact_not_found", "没有找到这位联系人，它可能已被删除。请刷新后再试。")

// SaveContact adds a contact, or with an id changes one that the caller saw as
// version. A name or number handed back masked keeps what is stored.
func (s *Service) SaveContact(ctx context.Context, uscc, id string, version int64, form ContactForm) (Contact, error) {
	scope, err := authz.Require(ctx, PermContact)
	if err != nil {
		return Contact{}, err
	}
	form.Role, form.Name, form.Phone = record.Clean(form.Role), record.Clean(form.Name), record.Clean(form.Phone)
	if field, reason := form.Check(); reason != "" {
		return Contact{}, ErrContact.With(errs.Field{Path: "body." + field, Msg: reason})
	}
	var c store.SealedContact
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		e, err := s.entity(ctx, uscc, scope)
		if err != nil {
			return err
		}
		c = store.SealedContact{Contact: Contact{ID: kernel.NewID()}, Enterprise: e.Ordinal}
		if id != "" {
			var found bool
			if c, found, err = s.store.Contact(ctx, e.Ordinal, id); err != nil {
				return err
			} else if !found {
				return ErrContactNotFound
			}
			if c.Version != version {
				return ErrStale
			}
		}
		if err := s.sealInto(&c, form); err != nil {
			return err
		}
		c.Version++
		by := store.NewStamp(s.Clock.Now())
		c.UpdatedAt = by.At
		if err := s.store.SaveContact(ctx, c, by); err != nil {
			return fmt.Errorf("save contact: %w", err)
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.contact_saved", ObjectKind: "enterprise", Object: uscc, Detail: map[string]any{"contact": c.ID, "role": c.Role}})
	})
	return c.Contact, err
}

// sealInto takes over what a form says anew.
func (s *Service) sealInto(c *store.SealedContact, form ContactForm) (err error) {
	c.Role = form.Role
	fresh := c.Version == 0
	switch {
	case !fresh && (form.Name == "" || seal.MaskedUnchanged(c.Name, form.Name)):
	case form.Name == "" || seal.LooksMasked(form.Name):
		return ErrContact.With(errs.Field{Path: "body.name", Msg: "请填写完整姓名"})
	default:
		c.Name = seal.MaskName(form.Name)
		if c.SealedName, err = s.Sealer.Seal(seal.Place{Table: contactTable, Column: "name", Row: c.ID}, form.Name); err != nil {
			return fmt.Errorf("seal name: %w", err)
		}
	}
	switch number := seal.NormalPhone(form.Phone); {
	case !fresh && (form.Phone == "" || seal.MaskedUnchanged(c.Phone, form.Phone)):
	case seal.LooksMasked(form.Phone) || len(number) < 7 || len(number) > 15 || strings.Trim(number, "0123456789") != "":
		return ErrContact.With(errs.Field{Path: "body.phone", Msg: "请填写完整的电话号码"})
	default:
		c.Phone = seal.MaskPhone(number)
		if c.SealedPhone, err = s.Sealer.Seal(seal.Place{Table: contactTable, Column: "phone", Row: c.ID}, number); err != nil {
			return fmt.Errorf("seal phone: %w", err)
		}
		if c.PhoneIndex, err = s.Sealer.Index(contactTable, "phone", number); err != nil {
			return fmt.Errorf("index phone: %w", err)
		}
	}
	return nil
}

// EnterprisesByPhone returns the codes of enterprises that have a contact with
// that number. It asks for no permission and opens no seal.
func (s *Service) EnterprisesByPhone(ctx context.Context, phone string) ([]string, error) {
	index, err := s.Sealer.Index(contactTable, "phone", seal.NormalPhone(phone))
	if err != nil {
		return nil, err
	}
	return s.store.EnterprisesByPhone(ctx, index)
}
