// One step of VQE: the hydrogen molecule at 0.735 angstrom, two qubits, minimal basis.
//   H = -1.0523732 + 0.3979374 (Z0 - Z1) - 0.0112801 Z0 Z1 + 0.1809312 X0 X1 (+ 0.7199690 nuclear)
// Run it with basis = 0 for the Z terms and basis = -pi/2 for the X term; theta is the ansatz.
// Expected at theta = -0.2235: an energy of -1.13731 hartree, the exact ground state.
OPENQASM 3.0;
include "stdgates.inc";

input float theta;
input float basis;

qubit[2] q;
bit[2] c;

// the ansatz cos(theta/2) |01> + sin(theta/2) |10>
x q[0];
ry(theta) q[1];
cx q[1], q[0];

ry(basis) q;
c = measure q;
