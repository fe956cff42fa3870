// The three-qubit bit-flip code: a faulty rotation of one data qubit is found and undone.
// Expected: syndrome 11 (middle qubit) with probability sin^2(pi/6) = 1/4, else 00; data always 111.
OPENQASM 3.0;
include "stdgates.inc";

qubit[3] data;
qubit[2] check;
bit[2] syndrome;
bit[3] read;

// |1> becomes |111>
x data[0];
cx data[0], data[1];
cx data[0], data[2];

// the fault
rx(pi / 3) data[1];

cx data[0], check[0];
cx data[1], check[0];
cx data[1], check[1];
cx data[2], check[1];
syndrome = measure check;

if (syndrome == 1) {
  x data[0];
} else {
  if (syndrome == 3) {
    x data[1];
  } else {
    if (syndrome == 2) {
      x data[2];
    }
  }
}
read = measure data;
