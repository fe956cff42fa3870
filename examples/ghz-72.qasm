// GHZ state of 72 qubits: as wide as the chip, and Clifford, so that the ideal engine can do it.
// Expected: all 0 and all 1, half of the shots each.
OPENQASM 3.0;
include "stdgates.inc";

const uint width = 72;
qubit[width] q;
bit[width] c;

h q[0];
for uint i in [0:width - 2] {
  cx q[i], q[i + 1];
}
c = measure q;
