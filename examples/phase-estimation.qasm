// Phase estimation of the gate diag(1, e^{2 pi i / 3}) with 4 bits: 1/3 has no finite binary form.
// Expected: 5/16 and its neighbours, |sin(16 d) / (16 sin(d))|^2 at d = pi (1/3 - k/16).
OPENQASM 2.0;
include "qelib1.inc";

gate controlled_u(times) control, target { cu1(times * 2 * pi / 3) control, target; }

qreg phase[4];
qreg state[1];
creg c[4];

x state[0];
h phase;
controlled_u(1) phase[0], state[0];
controlled_u(2) phase[1], state[0];
controlled_u(4) phase[2], state[0];
controlled_u(8) phase[3], state[0];

// the inverse Fourier transform
swap phase[0], phase[3];
swap phase[1], phase[2];
h phase[0];
cu1(-pi/2) phase[0], phase[1];
h phase[1];
cu1(-pi/4) phase[0], phase[2];
cu1(-pi/2) phase[1], phase[2];
h phase[2];
cu1(-pi/8) phase[0], phase[3];
cu1(-pi/4) phase[1], phase[3];
cu1(-pi/2) phase[2], phase[3];
h phase[3];

measure phase -> c;
