package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A real DEALER and a real SUB, as an operating system for the chip would have them. */
class ElectronicsTest {
    private static final int PATIENCE_MILLIS = 30_000;

    @TempDir static Path folder;
    private static TestServer server;
    private static ZContext context;
    private static ZMQ.Socket dealer;
    private static ZMQ.Socket subscriber;

    @BeforeAll
    static void start() throws Exception {
        int router = Ports.row(2);
        int publisher = router + 1;
        System.setProperty("somersault.doors.electronics.enabled", "on");
        System.setProperty("somersault.doors.electronics.router-port", "" + router);
        System.setProperty("somersault.doors.electronics.publisher-port", "" + publisher);
        server = TestServer.start(folder);
        context = new ZContext();
        dealer = context.createSocket(SocketType.DEALER);
        dealer.setReceiveTimeOut(PATIENCE_MILLIS);
        dealer.connect("tcp://127.0.0.1:" + router);
        subscriber = context.createSocket(SocketType.SUB);
        subscriber.setReceiveTimeOut(PATIENCE_MILLIS);
        subscriber.subscribe("72");
        subscriber.connect("tcp://127.0.0.1:" + publisher);
    }

    @AfterAll
    static void stop() {
        context.close();
        server.close();
        for (var key : new String[] {"enabled", "router-port", "publisher-port"}) {
            System.clearProperty("somersault.doors.electronics." + key);
        }
    }

    @Test
    void a_heartbeat_is_answered_with_the_topic_to_subscribe_to() {
        var answer =
                ask(
                        "{\"MsgType\":\"MsgHeartbeat\",\"SN\":133,\"ChipID\":72,\"TimeStamp\":1638769359507}");
        assertThat(answer.get("MsgType").asText()).isEqualTo("MsgHeartbeatAck");
        assertThat(answer.get("SN").asInt()).isEqualTo(133);
        assertThat(answer.get("backend").asInt()).isEqualTo(72);
        assertThat(answer.get("Topic").asText()).isEqualTo("72");
    }

    /** Half a turn about X, as compiled for the real chip, and a qubit that is left alone. */
    @Test
    void a_task_is_acknowledged_and_its_counts_come_by_themselves() {
        var program =
                "[[{\\\"RPhi\\\":[44,0.0,180.0,0]},{\\\"Measure\\\":[[44],30]}],"
                        + "[{\\\"RPhi\\\":[44,0.0,0.0,0]},{\\\"Measure\\\":[[44],30]}]]";
        var taken = ask(task("11D919FA044846F3B4DF453A827AE901", program, 1000));
        assertThat(taken.get("MsgType").asText()).isEqualTo("MsgTaskAck");
        assertThat(taken.get("ErrCode").asInt(-1)).as(taken.toString()).isZero();
        var result = receive();
        assertThat(result.get("MsgType").asText()).isEqualTo("MsgTaskResult");
        assertThat(result.get("ErrCode").asInt(-1)).isZero();
        assertThat(result.get("Key")).hasSize(2);
        assertThat(count(result, 0, "0x1")).isGreaterThan(700);
        assertThat(count(result, 1, "0x0")).isGreaterThan(700);
        assertThat(result.at("/NoteTime/MeasureTime").isNumber()).isTrue();

        var again =
                ask(
                        "{\"MsgType\":\"GetTaskResult\",\"SN\":134,\"TaskId\":"
                                + "\"11D919FA044846F3B4DF453A827AE901\"}");
        assertThat(again.get("SN").asInt()).isEqualTo(134);
        assertThat(again.get("ProbCount")).isEqualTo(result.get("ProbCount"));
        var status =
                ask(
                        "{\"MsgType\":\"TaskStatus\",\"SN\":1,\"TaskId\":"
                                + "\"11D919FA044846F3B4DF453A827AE901\"}");
        assertThat(status.get("TaskStatus").asInt()).isEqualTo(5);
        assertThat(published("11D919FA044846F3B4DF453A827AE901")).isEqualTo(5);
    }

    @Test
    void the_chip_is_told_as_it_is_calibrated() {
        var config = ask("{\"MsgType\":\"GetChipConfig\",\"SN\":2,\"ChipID\":72}");
        var chip = Json.readOwn(config.get("ChipConfig").asText());
        assertThat(chip.at("/1/QuantumChipArch/QubitCount").asInt()).isEqualTo(72);
        var times = ask("{\"MsgType\":\"GetUpdateTime\",\"SN\":3}").get("LastUpdateTime");
        assertThat(times.get("qubit")).hasSameSizeAs(times.get("timeStamp")).isNotEmpty();
        var rates = ask("{\"MsgType\":\"GetRBData\",\"SN\":4,\"ChipID\":72}");
        assertThat(rates.at("/DoubleGateFidelity/qubitPair")).isNotEmpty();
    }

    @Test
    void what_is_wrong_is_answered_with_an_error() {
        assertThat(ask("{").get("ErrCode").asInt()).isEqualTo(3);
        assertThat(ask("{\"MsgType\":\"Nonsense\",\"SN\":9}").get("ErrCode").asInt()).isEqualTo(2);
        assertThat(ask(task("t1", "[[{\\\"U9\\\":[0]}]]", 100)).get("ErrCode").asInt())
                .isEqualTo(2);
        assertThat(ask(task("t2", "[[{\\\"CZ\\\":[0,99,30]}]]", 100)).get("ErrCode").asInt())
                .isEqualTo(2);
        assertThat(
                        ask("{\"MsgType\":\"SetVip\",\"SN\":1,\"OffsetTime\":1,\"ExclusiveTime\":1}")
                                .get("ErrCode")
                                .asInt())
                .isEqualTo(2);
        var unknown = ask("{\"MsgType\":\"TaskStatus\",\"SN\":1,\"TaskId\":\"none\"}");
        assertThat(unknown.get("TaskStatus").asInt()).isEqualTo(3);
    }

    private static String task(String id, String program, int shots) {
        return "{\"MsgType\":\"MsgTask\",\"SN\":133,\"TaskId\":\""
                + id
                + "\",\"ConvertQProg\":\""
                + program
                + "\",\"Configure\":{\"Shot\":"
                + shots
                + ",\"TaskPriority\":1,\"IsExperiment\":true,\"PointLabel\":128}}";
    }

    private static JsonNode ask(String message) {
        dealer.sendMore("");
        dealer.send(message);
        return receive();
    }

    private static JsonNode receive() {
        var empty = dealer.recvStr();
        assertThat(empty).as("an answer in time").isNotNull().isEmpty();
        return Json.readOwn(dealer.recvStr());
    }

    /** The last status that is published of a task. */
    private static int published(String taskId) {
        while (true) {
            var topic = subscriber.recvStr();
            assertThat(topic).as("a notice in time").isEqualTo("72");
            assertThat(subscriber.recvStr()).isEqualTo("task_status");
            var notice = Json.readOwn(subscriber.recvStr());
            if (notice.get("TaskId").asText().equals(taskId)
                    && notice.get("TaskStatus").asInt() >= 4) {
                return notice.get("TaskStatus").asInt();
            }
        }
    }

    private static long count(JsonNode result, int program, String key) {
        var keys = result.get("Key").get(program);
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).asText().equals(key)) {
                return result.get("ProbCount").get(program).get(i).asLong();
            }
        }
        return 0;
    }
}
