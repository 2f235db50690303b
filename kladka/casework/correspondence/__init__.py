"""Pisma ze sprawy: certificates and free letters a worker prints, each issued once and frozen."""
