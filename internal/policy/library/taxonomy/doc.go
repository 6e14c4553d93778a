// Package taxonomy keeps the tree of themes under which policies are found.
//
// Tables: policy_library_taxonomy, policy_library_term; reads policy_library_theme
// and policy_library_entry. Events: none.
package taxonomy
