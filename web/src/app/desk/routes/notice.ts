import { createRoute } from '@tanstack/react-router';
import { readDeliverySearch, readTemplateSearch } from '@/features/desk/notices/api';
import { readInboxSearch } from '@/features/notice/api';
import { staffRoute } from './session';

export const noticesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/notices',
  validateSearch: readInboxSearch,
});

export const noticeSettingsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/notices/settings',
});

/** The care of messages, around one of its pages. */
export const noticeCareRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/notices',
});

export const noticeTemplatesRoute = createRoute({
  getParentRoute: () => noticeCareRoute,
  path: '/',
});

export const noticeDeliveriesRoute = createRoute({
  getParentRoute: () => noticeCareRoute,
  path: '/deliveries',
  validateSearch: readDeliverySearch,
});

export const noticeChannelsRoute = createRoute({
  getParentRoute: () => noticeCareRoute,
  path: '/channels',
});

export const noticeTemplateRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/notices/templates/$reason',
  validateSearch: readTemplateSearch,
});
