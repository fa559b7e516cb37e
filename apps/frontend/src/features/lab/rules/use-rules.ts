import { useRef } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  checkRuleLeaks,
  forkRules,
  forkSharedRules,
  getRuleDiff,
  getRuleSets,
  getRuleShares,
  getRuleVersions,
  getSharedRules,
  revokeRuleShare,
  saveRules,
  shareRules,
  type RuleShare,
  type RuleVersion,
} from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { call } from '../../../shared/api/call.ts';
import type { JsonRecord } from './draft/json.ts';

const LIST_KEY = ['lab', 'rules'];
const versionsKey = (ruleSetId: string) => [...LIST_KEY, ruleSetId, 'versions'];
const sharesKey = (ruleSetId: string) => [...LIST_KEY, ruleSetId, 'shares'];
export type VersionKey = { ruleSetId: string; version: number };

/** My rule sets, each with its newest version. */
export const useRuleSets = () =>
  useQuery({ queryKey: LIST_KEY, queryFn: ({ signal }) => call(getRuleSets, {}, { signal }) });

/** Every version of a rule set of mine, newest first. */
export const useRuleVersions = (ruleSetId: string | undefined) =>
  useQuery({
    queryKey: versionsKey(ruleSetId ?? ''),
    enabled: ruleSetId !== undefined,
    queryFn: ({ signal }) => call(getRuleVersions, { params: { ruleSetId: ruleSetId ?? '' } }, { signal }),
  });

/** What changed between two versions; versions never change, so this does not either. */
export const useRuleDiff = (ruleSetId: string, from: number, to: number) =>
  useQuery({
    queryKey: [...LIST_KEY, ruleSetId, 'diff', from, to],
    enabled: from !== to,
    staleTime: Infinity,
    queryFn: ({ signal }) => call(getRuleDiff, { params: { ruleSetId }, query: { from, to } }, { signal }),
  });

/** The links to a rule set of mine that work. */
export const useRuleShares = (ruleSetId: string) =>
  useQuery({
    queryKey: sharesKey(ruleSetId),
    queryFn: ({ signal }) => call(getRuleShares, { params: { ruleSetId } }, { signal }),
  });

/** What a link shows. */
export const useSharedRules = (token: string) =>
  useQuery({
    queryKey: ['lab', 'shared-rules', token],
    queryFn: ({ signal }) => call(getSharedRules, { params: { token } }, { signal }),
  });

/** Whether rules see the future; nothing is saved. */
export const useLeakCheck = () =>
  useMutation({ mutationFn: (rules: JsonRecord) => call(checkRuleLeaks, { body: { rules } }) });

/** Saves the next version. The same rules sent again after a cut are the same version. */
export function useSaveRules(ruleSetId: string | undefined) {
  const adopt = useAdopt();
  const keyOf = useSendKey();
  return useMutation({
    mutationFn: (rules: JsonRecord) =>
      call(
        saveRules,
        { body: { rules: { ...rules }, ...(ruleSetId ? { ruleSetId } : {}) } },
        { idempotencyKey: keyOf(JSON.stringify(rules)) },
      ),
    onSuccess: adopt,
  });
}

/** A set of my own that begins with a version of mine. */
export function useForkRules() {
  const adopt = useAdopt();
  const keyOf = useSendKey();
  return useMutation({
    mutationFn: ({ ruleSetId, version }: VersionKey) =>
      call(forkRules, { params: { ruleSetId, version } }, { idempotencyKey: keyOf(`${ruleSetId}/${version}`) }),
    onSuccess: adopt,
  });
}

/** A set of my own that begins with what a link shows. */
export function useForkShared(token: string) {
  const adopt = useAdopt();
  const keyOf = useSendKey();
  return useMutation({
    mutationFn: () => call(forkSharedRules, { params: { token } }, { idempotencyKey: keyOf(token) }),
    onSuccess: adopt,
  });
}

/** The link to a version, made where there is none. */
export function useShareRules(ruleSetId: string) {
  const queries = useQueryClient();
  const keyOf = useSendKey();
  return useMutation({
    mutationFn: (version: number) =>
      call(shareRules, { params: { ruleSetId, version } }, { idempotencyKey: keyOf(String(version)) }),
    onSuccess: (made) =>
      queries.setQueryData<RuleShare[]>(sharesKey(ruleSetId), (before = []) => [
        ...before.filter(({ version }) => version !== made.version),
        made,
      ]),
  });
}

/** Withdraws the link to a version. */
export function useRevokeShare(ruleSetId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => call(revokeRuleShare, { params: { ruleSetId, version } }),
    onSuccess: (left) => queries.setQueryData(sharesKey(ruleSetId), left),
  });
}

/** What was made stands in every list at once. */
function useAdopt() {
  const queries = useQueryClient();
  return ({ ruleSetId }: RuleVersion): void => {
    void queries.invalidateQueries({ queryKey: LIST_KEY, exact: true });
    void queries.invalidateQueries({ queryKey: versionsKey(ruleSetId) });
  };
}

/** One idempotency key for one wish, also when it is sent again; a success ends the wish. */
function useSendKey() {
  const sent = useRef({ wish: '', key: '' });
  return (wish: string): string => {
    if (sent.current.wish !== wish) sent.current = { wish, key: newId() };
    return sent.current.key;
  };
}
