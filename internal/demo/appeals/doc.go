// Package appeals tells what the firms and people of the demo city ask government to
// solve, and what its staff do with it: something of every kind for every tray and
// screen of the desk. All firms, people and places are invented.
package appeals
