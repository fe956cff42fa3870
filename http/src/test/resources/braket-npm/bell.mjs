// What a user of Amazon's client for JavaScript writes; only the address is another.
import { BraketClient, CreateQuantumTaskCommand, GetDeviceCommand, GetQuantumTaskCommand } from "@aws-sdk/client-braket";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

const common = {
  endpoint: process.env.SOMERSAULT,
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDNPM", secretAccessKey: "secret" },
};
const braket = new BraketClient(common);
const s3 = new S3Client({ ...common, forcePathStyle: true });

const source = "OPENQASM 3.0;\nqubit[2] q;\nbit[2] b;\nh q[0];\ncnot q[0], q[1];\nb = measure q;";
const { quantumTaskArn } = await braket.send(
  new CreateQuantumTaskCommand({
    clientToken: "npm-1",
    deviceArn: "arn:aws:braket:::device/quantum-simulator/amazon/sv1",
    shots: 1000,
    outputS3Bucket: "amazon-braket-npm",
    outputS3KeyPrefix: "tasks",
    action: JSON.stringify({
      braketSchemaHeader: { name: "braket.ir.openqasm.program", version: "1" },
      source,
      inputs: {},
    }),
  }),
);
let task;
do {
  await new Promise((resolve) => setTimeout(resolve, 50));
  task = await braket.send(new GetQuantumTaskCommand({ quantumTaskArn }));
} while (!["COMPLETED", "FAILED", "CANCELLED"].includes(task.status));
const object = await s3.send(
  new GetObjectCommand({ Bucket: task.outputS3Bucket, Key: task.outputS3Directory + "/results.json" }),
);
const counts = {};
for (const row of JSON.parse(await object.Body.transformToString()).measurements) {
  counts[row.join("")] = (counts[row.join("")] ?? 0) + 1;
}
const device = await braket.send(
  new GetDeviceCommand({ deviceArn: "arn:aws:braket:us-east-1::device/qpu/somersault/wukong" }),
);
const unknown = await braket
  .send(new GetQuantumTaskCommand({ quantumTaskArn: quantumTaskArn.replace(/[0-9a-f]{12}$/, "000000000000") }))
  .catch((refused) => refused.name);
console.log(
  JSON.stringify({
    status: task.status,
    counts,
    device: device.deviceName,
    qubits: JSON.parse(device.deviceCapabilities).paradigm.qubitCount,
    unknown,
  }),
);
