// Package enterprise is the registry of market entities (市场主体) with what is
// known of each: its entry in the register, facts with provenance, validity of
// qualifications, people to turn to.
//
// The model and its rules live in package record, the reading and applying of
// files in intake (over sheet, which reads tables), the SQL that writes and loads
// in store, the columns that lists are answered from in roll. This package holds
// the use cases, lists, operations and jobs.
//
// # Facts
//
// A fact is one statement: key, period, value, source, as-of day, tier. No row
// is ever overwritten. A later statement of the same source about the same key
// and period replaces the one before, which is kept; one that speaks of an
// earlier day than what the source has said already is not taken. Of several
// sources the strongest counts: the strongest tier (T0 department data, T1
// verified by staff, T2 declared by the firm, T3 inferred), then the latest
// as-of day, then the one recorded last.
//
// What the register says is a fact too (registered, capital in yuan where it is
// stated in yuan, type, status, industry, division), with tier T0 and no as-of
// day, so that a dated statement of a department outranks it. An industry found
// from name and scope alone, or a division found only from the address, is T3.
// The size class in the registry's list is the strongest statement of one, else
// derived from the latest year whose figures are known; a derived class is no
// fact: the evaluator derives it for the year that a measure asks for.
//
// # Import
//
// A file is refused as a whole before anything is written when it cannot be
// read or lacks a required column. Otherwise its rows are applied in one
// transaction, with one audit entry and one event; a crash leaves nothing, and
// the job starts again from the kept file. The same file again changes nothing.
// Where a file has the same enterprise (or the same statement) twice, the first
// row counts and the later ones are warned about.
//
// An import applies only the columns that its file has. An inferred industry or
// division never replaces one that was stated.
//
// # Lists
//
// Lists of the registry are answered from columns in memory (package roll) that
// follow the database by enterprise_change: any filter over 1.4 million rows,
// counted exactly, takes milliseconds on either engine.
//
// # Tables
//
// enterprise_entity, enterprise_status, enterprise_fact, enterprise_fact_key,
// enterprise_qualification, enterprise_complete_source,
// enterprise_contact, enterprise_import, enterprise_import_problem,
// enterprise_counter, enterprise_change.
//
// # Events
//
// It emits enterprise.imported, enterprise.facts_recorded and hears none.
package enterprise
