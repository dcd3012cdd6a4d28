import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

const staff = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/staff',
  beforeLoad: permitted('workforce:enter'),
  component: lazyRouteComponent(() => import('./staff-page.js'), 'StaffPage'),
});

const newStaff = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/staff/new',
  beforeLoad: permitted('workforce:enter'),
  component: lazyRouteComponent(() => import('./new-staff-page.js'), 'NewStaffPage'),
});

const upload = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/staff/load',
  beforeLoad: permitted('workforce:enter'),
  component: lazyRouteComponent(() => import('./load-upload-page.js'), 'LoadUploadPage'),
});

const employment = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/staff/$employmentId',
  beforeLoad: permitted('workforce:read'),
  component: lazyRouteComponent(() => import('./employment-page.js'), 'EmploymentPage'),
});

const changeStaff = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/staff/$employmentId/change',
  beforeLoad: permitted('workforce:enter'),
  component: lazyRouteComponent(() => import('./change-staff-page.js'), 'ChangeStaffPage'),
});

const load = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/staff-loads/$loadId',
  beforeLoad: permitted('workforce:enter'),
  component: lazyRouteComponent(() => import('./load-page.js'), 'LoadPage'),
});

const units = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units',
  beforeLoad: permitted('workforce:units'),
  component: lazyRouteComponent(() => import('./units-page.js'), 'UnitsPage'),
});

const headcountFile = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units/load',
  beforeLoad: permitted('workforce:expect'),
  component: lazyRouteComponent(() => import('./headcount-file-page.js'), 'HeadcountFilePage'),
});

const unenteredUnits = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units/unentered',
  beforeLoad: permitted('workforce:unentered'),
  component: lazyRouteComponent(() => import('./unentered-units-page.js'), 'UnenteredUnitsPage'),
});

const jointFiles = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units/joint-files',
  beforeLoad: permitted('workforce:bring'),
  component: lazyRouteComponent(() => import('./joint-files-page.js'), 'JointFilesPage'),
});

const jointFile = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units/joint-files/$fileId',
  beforeLoad: permitted('workforce:bring'),
  component: lazyRouteComponent(() => import('./joint-file-page.js'), 'JointFilePage'),
});

const tips = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tips',
  beforeLoad: permitted('workforce:tips'),
  component: lazyRouteComponent(() => import('./tips-page.js'), 'TipsPage'),
});

const unit = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units/$unitId',
  beforeLoad: permitted('workforce:units'),
  component: lazyRouteComponent(() => import('./unit-page.js'), 'UnitPage'),
});

/** The pages of this module, for the tree of the router. */
export const workforceRoutes = [
  staff,
  newStaff,
  upload,
  employment,
  changeStaff,
  load,
  units,
  headcountFile,
  unenteredUnits,
  jointFiles,
  jointFile,
  unit,
  tips,
] as const;
