// A program with a mistake, to show what a refusal looks like.
// Expected: refused at line 11, where the gate is misspelt.
OPENQASM 3.0;
include "stdgates.inc";

qubit[2] q;
bit[2] c;

h q[0];
// there is no gate of this name
cxx q[0], q[1];
c = measure q;
