package io.segmill.jobs.profile.tally;

import java.io.Serializable;

/**
 * Estimates how many different values there were, from the hashes of all of them in any order: a HyperLogLog of 8,192
 * registers, standard error 1.2 %, read by the improved estimator of O. Ertl, New cardinality estimation algorithms for
 * HyperLogLog sketches, 2017 (algorithms 4 to 6), which needs no correction tables.
 */
final class DistinctEstimate implements Serializable {
    private static final int INDEX_BITS = 13;
    private static final int REGISTERS = 1 << INDEX_BITS;
    private static final int HASH_BITS = Long.SIZE - INDEX_BITS;

    private final byte[] registers = new byte[REGISTERS];

    /** @param value told apart by what it prints */
    void add(Object value) {
        long hash = hash(value.toString());
        int index = (int) (hash >>> HASH_BITS);
        int rank = Math.min(HASH_BITS, Long.numberOfLeadingZeros(hash << INDEX_BITS)) + 1;
        registers[index] = (byte) Math.max(registers[index], rank);
    }

    void addAll(DistinctEstimate other) {
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
    }

    long estimate() {
        int[] count = new int[HASH_BITS + 2];
        for (byte register : registers) {
            count[register]++;
        }
        double z = REGISTERS * tau(1 - (double) count[HASH_BITS + 1] / REGISTERS);
        for (int rank = HASH_BITS; rank >= 1; rank--) {
            z = 0.5 * (z + count[rank]);
        }
        z += REGISTERS * sigma((double) count[0] / REGISTERS);
        return Math.round((double) REGISTERS * REGISTERS / (2 * Math.log(2) * z));
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    /** FNV-1a over the characters, its bits then spread by MurmurHash3's finalizer. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
