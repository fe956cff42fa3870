package cloud.somersault.http;

import cloud.somersault.persistence.archive.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command line says.
 *
 * @param host where the door listens
 * @param port on which port, 0 for any free one
 * @param portAsked whether this very port was asked for; otherwise the next free one does as well
 * @param data the folder of the journal and of server.json
 * @param roles what this node does
 * @param join the nodes, host:port, of the cluster to join; none to be a cluster alone
 * @param clusterHost the address that other nodes know this one by; absent: the configured one
 * @param clusterPort the port between nodes, 0 for any free one
 * @param chips chips besides the configured ones: names of shipped ones, or files
 * @param database what keeps everything
 * @param cassandra nodes of the database, host:port, separated by commas; absent: as configured
 */
record Arguments(
        String host,
        int port,
        boolean portAsked,
        Path data,
        Set<String> roles,
        List<String> join,
        Optional<String> clusterHost,
        int clusterPort,
        List<String> chips,
        Database database,
        Optional<String> cassandra) {

    static final String USAGE =
            """
            Usage: Main [--port N] [--host H] [--data DIR] [--roles keeper,door,simulator]
                        [--join HOST:PORT[,HOST:PORT]] [--cluster-host H] [--cluster-port N]
                        [--cassandra HOST:PORT[,HOST:PORT]] [--chip NAME|FILE]...
                   Main schema [--cassandra HOST:PORT[,HOST:PORT]] [--print]
                   Main journal check|backup|repair [--data DIR] [--to FILE]
                   Main keys init [--data DIR] [--cassandra HOST:PORT[,HOST:PORT]]
                   Main audit verify [--data DIR] [--cassandra HOST:PORT[,HOST:PORT]]
                                     [--checkpoint FILE] [--key FILE]
                   Main audit verify EVIDENCE [--key FILE] [--replay]
              --port N          the port of the HTTP door, or, on a node without one, of its health
                                and metrics; 0 takes any free one (7272, or the next free one
                                when that is taken)
              --host H          the address that it listens on (127.0.0.1)
              --data DIR        the folder that keeps everything
                                (${XDG_DATA_HOME:-~/.local/share}/somersault)
              --roles R,...     keeper: journal, jobs and chip; door: HTTP; simulator: workers
                                (all three; with --join and no --cassandra, simulator)
              --join H:P,...    join the cluster of these nodes; without it, be one alone. With
                                Cassandra give all nodes the same list, themselves included: the
                                first one makes the cluster when no other is there
              --cluster-host H  the address that other nodes know this one by (127.0.0.1)
              --cluster-port N  the port between nodes; 0 takes any free one (0)
              --cassandra H:P   keep everything in this Cassandra instead of the data folder: any
                                number of keepers may (`schema` makes its tables)
              --chip NAME|FILE  one chip more than wukong: wukong-2024, lattice-102, lattice-180,
                                or a data file; may be given several times
            """;

    static final String KEEPER = "keeper";
    static final String DOOR = "door";
    static final String SIMULATOR = "simulator";

    private static final int DEFAULT_PORT = 7272;
    private static final int PORT_MAX = 65_535;

    /** A command line that cannot be followed; the message says why. */
    static final class WrongArgument extends Exception {
        private static final long serialVersionUID = 1;

        WrongArgument(String message) {
            super(message);
        }
    }

    Arguments {
        roles = Set.copyOf(roles);
        join = List.copyOf(join);
        chips = List.copyOf(chips);
    }

    /** The same on another port. */
    Arguments withPort(int other) {
        return new Arguments(
                host,
                other,
                portAsked,
                data,
                roles,
                join,
                clusterHost,
                clusterPort,
                chips,
                database,
                cassandra);
    }

    /** The same, joining those nodes. */
    Arguments joining(List<String> others) {
        return new Arguments(
                host,
                port,
                portAsked,
                data,
                roles,
                others,
                clusterHost,
                clusterPort,
                chips,
                database,
                cassandra);
    }

    boolean keeper() {
        return roles.contains(KEEPER);
    }

    boolean door() {
        return roles.contains(DOOR);
    }

    /**
     * Reads a command line.
     *
     * @param configured what keeps everything unless the command line says otherwise
     */
    static Arguments parse(List<String> words, Map<String, String> environment, Database configured)
            throws WrongArgument {
        String host = "127.0.0.1";
        int port = DEFAULT_PORT;
        boolean portAsked = false;
        Path data = defaultData(environment);
        Set<String> roles = Set.of();
        List<String> join = List.of();
        Optional<String> clusterHost = Optional.empty();
        int clusterPort = 0;
        Optional<String> cassandra = Optional.empty();
        var chips = new ArrayList<String>();
        for (int i = 0; i < words.size(); i += 2) {
            var option = words.get(i);
            if (i + 1 == words.size()) {
                throw new WrongArgument(
                        option.startsWith("--")
                                ? option + " needs a value, or is not known"
                                : "not an option: " + option);
            }
            var value = words.get(i + 1);
            switch (option) {
                case "--host" -> host = value;
                case "--port" -> {
                    port = port(option, value);
                    portAsked = true;
                }
                case "--data" -> data = Path.of(value);
                case "--roles" -> roles = roles(value);
                case "--join" -> join = nodes(option, value);
                case "--cluster-host" -> clusterHost = Optional.of(value);
                case "--cassandra" ->
                        cassandra = Optional.of(String.join(",", nodes(option, value)));
                case "--cluster-port" -> clusterPort = port(option, value);
                case "--chip" -> chips.add(value);
                default -> throw new WrongArgument("not an option: " + option);
            }
        }
        var database = cassandra.isPresent() ? Database.CASSANDRA : configured;
        if (roles.isEmpty()) {
            roles =
                    join.isEmpty() || database.shared()
                            ? Set.of(KEEPER, DOOR, SIMULATOR)
                            : Set.of(SIMULATOR);
        }
        checkTogether(roles, join, database);
        return new Arguments(
                host,
                port,
                portAsked,
                data.toAbsolutePath(),
                roles,
                join,
                clusterHost,
                clusterPort,
                chips,
                database,
                cassandra);
    }

    /** The embedded journal is one file of one process, so its cluster has one keeper. */
    private static void checkTogether(Set<String> roles, List<String> join, Database database)
            throws WrongArgument {
        boolean keeper = roles.contains(KEEPER);
        if (keeper && !join.isEmpty() && !database.shared()) {
            throw new WrongArgument(
                    "a keeper starts the cluster and joins none; leave --join out, or keep"
                            + " everything in a database that keepers share: --cassandra");
        }
        if (!keeper && join.isEmpty()) {
            throw new WrongArgument("a node that is no keeper joins one: give --join HOST:PORT");
        }
        if (!keeper && roles.contains(DOOR) && !database.shared()) {
            throw new WrongArgument("a door reads the journal, so it is a keeper too");
        }
    }

    private static Path defaultData(Map<String, String> environment) {
        var home = environment.get("XDG_DATA_HOME");
        return home != null && !home.isBlank()
                ? Path.of(home, "somersault")
                : Path.of(System.getProperty("user.home"), ".local", "share", "somersault");
    }

    private static int port(String option, String value) throws WrongArgument {
        if (value.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value);
            if (port <= PORT_MAX) {
                return port;
            }
        }
        throw new WrongArgument(option + " takes a port from 0 to " + PORT_MAX + ", not " + value);
    }

    private static Set<String> roles(String value) throws WrongArgument {
        var known = new TreeSet<>(Set.of(KEEPER, DOOR, SIMULATOR));
        var roles = new LinkedHashSet<String>();
        for (var role : value.split(",", -1)) {
            if (!known.contains(role)) {
                throw new WrongArgument(
                        "--roles takes " + String.join(", ", known) + ", not " + role);
            }
            roles.add(role);
        }
        return roles;
    }

    private static List<String> nodes(String option, String value) throws WrongArgument {
        var nodes = new ArrayList<String>();
        for (var node : value.split(",", -1)) {
            if (!node.matches("[^:]+:[0-9]{1,5}")) {
                throw new WrongArgument(option + " takes HOST:PORT, not " + node);
            }
            nodes.add(node);
        }
        return nodes;
    }
}
