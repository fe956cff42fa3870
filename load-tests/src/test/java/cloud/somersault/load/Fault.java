package cloud.somersault.load;

/** What is done to the nodes of a cloud, and how long it lasts (seconds). */
enum Fault {
    /** SIGKILL to the one that keeps everything; started again on the same folder. */
    KILL_KEEPER("keeper killed", 0, 2),
    /** SIGKILL to a node that computes. */
    KILL_WORKER("worker killed", 0, 5),
    /** SIGSTOP to a node that computes: it holds work and says nothing. */
    HANG_WORKER("worker hangs", 2, 20),
    /** SIGSTOP to the keeper: its clients and its cluster hear nothing. */
    FREEZE_KEEPER("keeper hangs", 0.5, 4),
    /** The link between the two network namespaces goes down. */
    CUT("network cut", 1, 20),
    /** Another process holds the lock of the journal's file: commits wait, all else goes on. */
    STALL_JOURNAL("journal stalls", 0.5, 8),
    /** Not one byte is left on the disk. */
    FULL_DISK("disk full", 1, 6),
    /** The keeper's wall clock jumps, forwards or back, by up to two days. */
    JUMP_CLOCK("clock jumps", 1, 5),
    /** The database answers in pulses: stopped and going again, several times a second. */
    SLOW_DATABASE("database slow", 3, 20);

    private final String what;
    private final double least_s;
    private final double most_s;

    Fault(String what, double least_s, double most_s) {
        this.what = what;
        this.least_s = least_s;
        this.most_s = most_s;
    }

    String what() {
        return what;
    }

    double least_s() {
        return least_s;
    }

    double most_s() {
        return most_s;
    }
}
