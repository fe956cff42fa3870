// A Bell pair, OpenQASM 3, for the chip: which of its qubits are used is left to the compiler.
// Expected: mostly 00 and 11; 11 is the rarer of the two, since a 1 decays and is read worse.
OPENQASM 3.0;
include "stdgates.inc";

qubit[2] q;
bit[2] c;

h q[0];
cx q[0], q[1];
c = measure q;
