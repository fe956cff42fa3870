// GHZ state of 8 qubits on the chip: a tree of CNOTs that fits a lattice with dead parts.
// Expected: 00000000 and 11111111 stand far above the noise (2 of 256 outcomes by chance: 0.008).
OPENQASM 3.0;
include "stdgates.inc";

qubit[8] q;
bit[8] c;

h q[3];
cx q[3], q[4];
cx q[3], q[2];
cx q[4], q[5];
cx q[2], q[1];
cx q[5], q[6];
cx q[1], q[0];
cx q[6], q[7];
c = measure q;
